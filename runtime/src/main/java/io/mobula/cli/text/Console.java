package io.mobula.cli.text;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a command prints: answers to {@code out}, everything else to {@code err}; styled only for a person who wants it.
 *
 * @param width columns of the terminal; empty where there is none, and nothing is cut
 */
public record Console(PrintWriter out, PrintWriter err, Styling styling, OptionalInt width) {
    public enum Styling {
        PLAIN,
        COLOUR
    }

    /** What a piece of text is; how that looks is decided here alone. */
    public enum Style {
        STRONG("1"),
        FAINT("2"),
        GOOD("32"),
        BAD("31");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    /** Colour for a terminal, unless {@code NO_COLOR} has a value (no-color.org) or the terminal is dumb. */
    public static Console system(Map<String, String> environment) {
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean terminal = Optional.ofNullable(System.console())
                .map(java.io.Console::isTerminal)
                .orElse(false);
        return new Console(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                wanted && terminal ? Styling.COLOUR : Styling.PLAIN,
                terminal ? TerminalWidth.of(environment) : OptionalInt.empty());
    }

    public static Console plain(Writer out, Writer err) {
        return new Console(new PrintWriter(out, true), new PrintWriter(err, true), Styling.PLAIN, OptionalInt.empty());
    }

    public String styled(Style style, String text) {
        return styling == Styling.COLOUR ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** One failure: the first line tells what, the others the remedy. */
    public void failure(String text) {
        err.println(styled(Style.BAD, "mobula: ") + text);
        err.flush();
    }
}
