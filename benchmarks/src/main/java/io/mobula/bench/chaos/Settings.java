package io.mobula.bench.chaos;

import java.time.Duration;

/** What the command line says. */
record Settings(Duration time, int nodes, long seed) {
    static final String USAGE = """
            Usage: Chaos [--minutes N] [--nodes N] [--seed S]

            Runs tasks, objects and actors on a cluster of its own while nodes are killed and paused, then looks whether anything was lost, doubled or left behind.

              --minutes N  How long the faults last. Default 5.
              --nodes N    Node processes. Default 3; one of them keeps the control log and is left alone.
              --seed S     Chooses whom the faults meet. Default 1.
            """;

    static Settings parse(String[] arguments) {
        var settings = new Settings(Duration.ofMinutes(5), 3, 1);
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) throw new IllegalArgumentException(arguments[i] + " needs a value");
            long value = Long.parseLong(arguments[i + 1]);
            settings = switch (arguments[i]) {
                case "--minutes" -> new Settings(Duration.ofMinutes(value), settings.nodes, settings.seed);
                case "--nodes" -> new Settings(settings.time, Math.toIntExact(value), settings.seed);
                case "--seed" -> new Settings(settings.time, settings.nodes, value);
                default -> throw new IllegalArgumentException("Unknown option " + arguments[i]);
            };
        }
        if (settings.nodes < 2) throw new IllegalArgumentException("--nodes must be at least 2: one is left alone");
        return settings;
    }
}
