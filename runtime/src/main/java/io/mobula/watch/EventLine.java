package io.mobula.watch;

import java.util.Arrays;
import java.util.Optional;

/** An event as a line of its file: its parts, with tabs between them. No library takes it apart: the first one is written while a node starts. */
final class EventLine {
    private static final int PARTS = 7;

    private EventLine() {}

    static String write(NodeEvent event) {
        return String.join(
                "\t",
                Long.toString(event.sequence()),
                Long.toString(event.epochMillis()),
                event.severity().name(),
                escaped(event.source()),
                escaped(event.subject()),
                escaped(event.key()),
                escaped(event.text()));
    }

    /** Empty if it is none, or only the beginning of one. */
    static Optional<NodeEvent> read(String line) {
        String[] parts = line.split("\t", -1);
        if (parts.length != PARTS || !isNumber(parts[0]) || !isNumber(parts[1])) return Optional.empty();
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.name().equals(parts[2]))
                .findFirst()
                .map(severity -> new NodeEvent(
                        Long.parseLong(parts[0]),
                        Long.parseLong(parts[1]),
                        severity,
                        plain(parts[3]),
                        plain(parts[4]),
                        plain(parts[6]),
                        plain(parts[5])));
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,18}");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String plain(String text) {
        if (text.indexOf('\\') < 0) return text;
        var plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one != '\\' || i + 1 == text.length()) {
                plain.append(one);
                continue;
            }
            plain.append(
                    switch (text.charAt(++i)) {
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        default -> text.charAt(i);
                    });
        }
        return plain.toString();
    }
}
