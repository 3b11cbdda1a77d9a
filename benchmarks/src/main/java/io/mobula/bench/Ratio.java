package io.mobula.bench;

import java.util.Locale;

/** A rate divided by its limit, as text: two significant digits. */
final class Ratio {
    private Ratio() {}

    static String text(double ratio) {
        return String.format(
                Locale.ROOT,
                ratio >= 9.95 ? "%.0f" : ratio >= 0.995 ? "%.1f" : ratio >= 0.0995 ? "%.2f" : "%.3f",
                ratio);
    }
}
