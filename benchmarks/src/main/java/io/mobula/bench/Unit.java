package io.mobula.bench;

import java.util.Locale;

/** What a figure counts, which way is better, and how a person reads it. */
enum Unit {
    PER_SECOND("%,.0f /s") {
        @Override
        boolean reaches(double value, double bound) {
            return value >= bound;
        }
    },
    SECONDS("%.2f s") {
        @Override
        boolean reaches(double value, double bound) {
            return value <= bound;
        }
    },
    MEBIBYTES("%.0f MiB") {
        @Override
        boolean reaches(double value, double bound) {
            return value <= bound;
        }
    };

    private final String format;

    Unit(String format) {
        this.format = format;
    }

    /** Whether a value is as good as the bound or better. */
    abstract boolean reaches(double value, double bound);

    String text(double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** The bound as a condition. */
    String condition(double bound) {
        return (this == PER_SECOND ? "≥ " : "≤ ") + text(bound);
    }
}
