import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * What java.util.zip makes of files, as a portal's server might. For each path on standard input one
 * line a reader and charset: path, reader, charset, outcome (reads, nothing, throws), entries, the
 * SHA-256 of the last entry's content, its name or the exception, TAB-separated.
 */
public class Readers {
    interface Reading {
        void read(File file, Charset charset, Tally tally) throws Exception;
    }

    static class Tally {
        int entries;
        String digest = "";
        String name = "";

        void take(ZipEntry entry, InputStream content) throws Exception {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] piece = new byte[65536];
            for (int n; (n = content.read(piece)) > 0; ) {
                sha.update(piece, 0, n);
            }
            StringBuilder hex = new StringBuilder();
            for (byte b : sha.digest()) {
                hex.append(String.format("%02x", b & 255));
            }
            entries++;
            digest = hex.toString();
            name = entry.getName();
        }
    }

    static void stream(File file, Charset charset, Tally tally) throws Exception {
        byte[] bytes = Files.readAllBytes(file.toPath());
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes), charset)) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                tally.take(entry, zip);
            }
        }
    }

    static void file(File file, Charset charset, Tally tally) throws Exception {
        try (ZipFile zip = new ZipFile(file, charset)) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                try (InputStream content = zip.getInputStream(entry)) {
                    tally.take(entry, content);
                }
            }
        }
    }

    static void report(String path, String reader, Reading reading, Charset charset) {
        Tally tally = new Tally();
        String outcome;
        String last;
        try {
            reading.read(new File(path), charset, tally);
            outcome = tally.entries > 0 ? "reads" : "nothing";
            last = tally.name;
        } catch (Throwable thrown) {
            outcome = "throws";
            last = thrown.toString();
        }
        last = last.replaceAll("[\\r\\n\\t]", " ");
        System.out.println(String.join("\t", path, reader, charset.name(), outcome,
                Integer.toString(tally.entries), tally.digest, last));
    }

    public static void main(String[] args) throws Exception {
        String all = new String(System.in.readAllBytes(), "UTF-8");
        for (String path : all.split("\n")) {
            for (String charset : new String[] {"UTF-8", "GBK"}) {
                report(path, "stream", Readers::stream, Charset.forName(charset));
                report(path, "file", Readers::file, Charset.forName(charset));
            }
        }
    }
}
