package io.mobula.train.collective;

import java.util.Locale;

/**
 * One call as a rank makes it; every block carries it, so that ranks which make different calls notice.
 *
 * @param sequence the rank's calls before this one, and this one
 * @param elements of the array
 */
record Call(Kind kind, long sequence, long elements) {
    enum Kind {
        ALL_REDUCE("all-reduce"),
        REDUCE_SCATTER("reduce-scatter"),
        ALL_GATHER("all-gather"),
        BROADCAST("broadcast"),
        BARRIER("barrier");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /** {@code all-reduce 17 (25,000,000 elements)}. */
    String text() {
        return kind == Kind.BARRIER
                ? "barrier " + sequence
                : String.format(Locale.ROOT, "%s %d (%,d elements)", kind.text, sequence, elements);
    }
}
