// Reads a workbook with SheetJS and does nothing else. Prints how many rows it had.
// Usage: sheetjs.cjs WORKBOOK
const XLSX = require("xlsx");
const book = XLSX.readFile(process.argv[2], { dense: true });
const sheet = book.Sheets[book.SheetNames[0]];
console.log((sheet["!data"] || sheet).length);
