package io.mobula.cli.watch;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time in the past as a person types it. */
public final class Since {
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})\\s*([smhd])");

    private Since() {}

    /**
     * {@code 90s}, {@code 10m}, {@code 2h}, {@code 1d} ago, or {@code 2026-11-30T21:45:00Z}.
     *
     * @throws IllegalArgumentException that says what to write
     */
    public static Instant parse(String text, Instant now) {
        Matcher ago = AGO.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (ago.matches()) return now.minus(duration(Long.parseLong(ago.group(1)), ago.group(2)));
        try {
            return Instant.parse(text.strip());
        } catch (DateTimeException neither) {
            throw new IllegalArgumentException(
                    "--since %s is no time. Write 90s, 10m, 2h or 1d ago, or 2026-11-30T21:45:00Z.".formatted(text),
                    neither);
        }
    }

    private static Duration duration(long count, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
