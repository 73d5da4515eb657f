import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * A portal as strict as a plain Java program is: nothing of baopan in it but the template's layout. For each
 * job on standard input (upload, entry charset, text charset, newline, separator, columns, ID column from 0 or
 * -1, header's text or empty, first line's bytes where the width is fixed; TAB-separated, escaped as \t \r \n)
 * one line: upload, reader, accept or refuse, reason.
 */
public class StrictReader {
    static final int UPLOAD = 0, ENTRY_CHARSET = 1, CHARSET = 2, NEWLINE = 3, SEPARATOR = 4, COLUMNS = 5, ID = 6,
            HEADER = 7, BYTES = 8;

    static class Refused extends Exception {
        Refused(String why) {
            super(why);
        }
    }

    static void refuseUnless(boolean right, String why) throws Refused {
        if (!right) {
            throw new Refused(why);
        }
    }

    static byte[] drain(InputStream in) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] piece = new byte[65536];
        for (int n; (n = in.read(piece)) > 0; ) {
            out.write(piece, 0, n);
        }
        return out.toByteArray();
    }

    static byte[] onlyText(List<String> names, List<byte[]> contents) throws Refused {
        refuseUnless(names.size() == 1, names.size() + " entries");
        String name = names.get(0);
        refuseUnless(name.endsWith(".txt"), "no txt: " + name);
        refuseUnless(name.indexOf('/') < 0 && name.indexOf('\\') < 0, "in a folder: " + name);
        return contents.get(0);
    }

    static byte[] stream(File file, Charset charset) throws Exception {
        List<String> names = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file.toPath())), charset)) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                names.add(entry.getName());
                contents.add(drain(zip));
            }
        }
        return onlyText(names, contents);
    }

    static byte[] file(File file, Charset charset) throws Exception {
        List<String> names = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        try (ZipFile zip = new ZipFile(file, charset)) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                names.add(entry.getName());
                try (InputStream content = zip.getInputStream(entry)) {
                    contents.add(drain(content));
                }
            }
        }
        return onlyText(names, contents);
    }

    static String decode(byte[] bytes, Charset charset) throws Exception {
        return charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString();
    }

    static void judgeWage(String wage, int line) throws Refused {
        BigDecimal amount;
        try {
            amount = new BigDecimal(wage);
        } catch (NumberFormatException no) {
            throw new Refused("line " + line + ": wage is no number");
        }
        refuseUnless(amount.compareTo(BigDecimal.ONE) >= 0, "line " + line + ": wage below 1");
    }

    static void judgeFixed(String line, String[] job, int number) throws Exception {
        byte[] bytes = line.getBytes(Charset.forName(job[CHARSET]));
        refuseUnless(bytes.length == Integer.parseInt(job[BYTES]), "line " + number + ": other length");
        String[] words = line.trim().split(" +");
        judgeWage(words[words.length - 1], number);
    }

    /** String.split drops empty fields at the end, as a server's does. */
    static void judgeSplit(String line, String[] job, int number) throws Refused {
        String by = job[SEPARATOR].equals("spaces") ? " {2,}" : Pattern.quote(job[SEPARATOR]);
        String[] fields = line.split(by);
        int columns = Integer.parseInt(job[COLUMNS]), id = Integer.parseInt(job[ID]);
        refuseUnless(fields.length == columns, "line " + number + ": " + fields.length + " columns for " + columns);
        refuseUnless(id < 0 || !fields[id].isEmpty(), "line " + number + ": no ID");
        judgeWage(fields[columns - 1], number);
    }

    static void judge(byte[] bytes, String[] job) throws Exception {
        String text = decode(bytes, Charset.forName(job[CHARSET]));
        String[] lines = text.split(Pattern.quote(job[NEWLINE]), -1);
        int count = lines.length, first = 0;
        if (lines[count - 1].isEmpty()) {
            count--;
        }
        if (!job[HEADER].isEmpty()) {
            refuseUnless(lines[0].equals(job[HEADER]), "another header");
            first = 1;
        }
        refuseUnless(count > first, "nobody");
        for (int i = first; i < count; i++) {
            if (job[SEPARATOR].equals("fixed-width")) {
                judgeFixed(lines[i], job, i + 1);
            } else {
                judgeSplit(lines[i], job, i + 1);
            }
        }
    }

    static void report(String reader, String[] job) {
        String verdict = "accept", why = "";
        try {
            File upload = new File(job[UPLOAD]);
            Charset charset = Charset.forName(job[ENTRY_CHARSET]);
            judge(reader.equals("stream") ? stream(upload, charset) : file(upload, charset), job);
        } catch (Throwable thrown) {
            verdict = "refuse";
            why = thrown instanceof Refused ? thrown.getMessage() : thrown.toString();
        }
        System.out.println(String.join("\t", job[UPLOAD], reader, verdict, why.replaceAll("[\\r\\n\\t]", " ")));
    }

    static String unescape(String s) {
        return s.replace("\\t", "\t").replace("\\r", "\r").replace("\\n", "\n");
    }

    public static void main(String[] args) throws Exception {
        for (String line : new String(System.in.readAllBytes(), "UTF-8").split("\n")) {
            String[] job = line.split("\t", -1);
            for (int i = 1; i < job.length; i++) {
                job[i] = unescape(job[i]);
            }
            report("stream", job);
            report("file", job);
        }
    }
}
