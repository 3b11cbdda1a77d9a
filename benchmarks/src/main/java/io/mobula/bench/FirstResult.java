package io.mobula.bench;

import io.mobula.api.Mobula;

/** The shortest program: connects, asks for one result, and says so. */
final class FirstResult {
    static final String SAID = "first result";

    private FirstResult() {}

    public static void main(String[] arguments) {
        try (Mobula mobula = Mobula.connect()) {
            Trial.oneTask(mobula, arguments.length);
            System.out.println(SAID);
        }
    }

    /** The limit beside it: the same JVM without Mobula. */
    static final class Nothing {
        private Nothing() {}

        public static void main(String[] arguments) {
            System.out.println(SAID);
        }
    }
}
