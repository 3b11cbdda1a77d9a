package io.mobula.cli.text;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Amounts as a person reads them. */
public final class Figures {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Figures() {}

    /** {@code 512 B}, {@code 1.5 GiB}: three digits at most. */
    public static String bytes(long count) {
        double amount = count;
        int unit = 0;
        while (amount >= 1000 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        String digits = unit == 0 || amount >= 99.95 ? "%.0f" : "%.1f";
        return String.format(Locale.ROOT, digits, amount).replaceFirst("\\.0$", "") + " " + UNITS[unit];
    }

    /** {@code 2}, {@code 0.5}. */
    public static String amount(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
    }

    /** The two largest units: {@code 3d 4h}, {@code 12m 5s}, {@code 7s}. */
    public static String time(Duration time) {
        if (time.toDays() > 0) return time.toDays() + "d " + time.toHoursPart() + "h";
        if (time.toHours() > 0) return time.toHours() + "h " + time.toMinutesPart() + "m";
        if (time.toMinutes() > 0) return time.toMinutes() + "m " + time.toSecondsPart() + "s";
        return time.toSeconds() + "s";
    }

    public static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** A path with the user's home written as {@code ~}. */
    public static String path(Path path, Path home) {
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(home) && !home.equals(home.getRoot())
                ? "~/" + home.relativize(absolute)
                : absolute.toString();
    }
}
