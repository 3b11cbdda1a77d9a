package io.mobula.train.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.zip.CRC32C;

/**
 * What a checkpoint consists of: a text file whose last line is the checksum of the lines before.
 *
 * @param parts in the order of their ranks
 */
record Manifest(String run, long step, OptionalDouble metric, String format, List<Part> parts) {
    static final String FILE = "manifest";

    private static final String TITLE = "mobula-checkpoint 1";

    /**
     * One rank's value.
     *
     * @param bytes the length of its file
     * @param crc32c of its file
     */
    record Part(int rank, long bytes, long crc32c) {
        String file() {
            return "rank-" + rank + ".bin";
        }

        static Part of(int rank, byte[] content) {
            return new Part(rank, content.length, checksum(content));
        }

        boolean matches(byte[] content) {
            return content.length == bytes && checksum(content) == crc32c;
        }
    }

    Manifest {
        parts = List.copyOf(parts);
    }

    static long checksum(byte[] content) {
        var crc = new CRC32C();
        crc.update(content);
        return crc.getValue();
    }

    byte[] encoded() {
        var text = new StringBuilder(TITLE).append('\n');
        text.append("run ").append(run).append('\n');
        text.append("step ").append(step).append('\n');
        metric.ifPresent(value -> text.append("metric ").append(value).append('\n'));
        text.append("format ").append(format).append('\n');
        for (Part part : parts) {
            text.append("part ")
                    .append(part.rank)
                    .append(' ')
                    .append(part.bytes)
                    .append(' ')
                    .append(part.crc32c)
                    .append('\n');
        }
        long checksum = checksum(text.toString().getBytes(StandardCharsets.UTF_8));
        return text.append("end ").append(checksum).append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Throws {@link IOException} if it is missing, or not as it was written. */
    static Manifest read(Path folder) throws IOException {
        String text = Files.readString(folder.resolve(FILE));
        int end = text.lastIndexOf("end ");
        if (end < 0 || !text.startsWith(TITLE + "\n"))
            throw new IOException("its manifest is cut off or of another version");
        String body = text.substring(0, end);
        String expected = "end " + checksum(body.getBytes(StandardCharsets.UTF_8)) + "\n";
        if (!text.substring(end).equals(expected)) throw new IOException("its manifest differs from its checksum");
        return parse(body);
    }

    private static Manifest parse(String body) throws IOException {
        String run = "";
        long step = 0;
        OptionalDouble metric = OptionalDouble.empty();
        String format = "";
        var parts = new ArrayList<Part>();
        for (String line : body.lines().skip(1).toList()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "run" -> run = words[1];
                case "step" -> step = Long.parseLong(words[1]);
                case "metric" -> metric = OptionalDouble.of(Double.parseDouble(words[1]));
                case "format" -> format = words[1];
                case "part" ->
                    parts.add(new Part(Integer.parseInt(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3])));
                default -> throw new IOException("its manifest has an unknown line: " + line);
            }
        }
        return new Manifest(run, step, metric, format, parts);
    }
}
