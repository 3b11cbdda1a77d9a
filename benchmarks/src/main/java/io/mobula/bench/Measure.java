package io.mobula.bench;

/** Everything that is sampled: Mobula's rates, and the limits beside them. */
enum Measure {
    RAW_ROUND_TRIP("raw socket, one at a time", Unit.PER_SECOND),
    RAW_BATCHES("raw socket, 100,000 at once", Unit.PER_SECOND),
    HAND_OVER("bare queue, one at a time", Unit.PER_SECOND),
    HAND_OVERS("bare queue, 300,000 at once", Unit.PER_SECOND),
    COMPILER("first class, javac", Unit.SECONDS),
    COMPILER_CPU("first class, javac, CPU time", Unit.SECONDS),
    TASKS_SYNC("tasks, one at a time", Unit.PER_SECOND),
    TASKS_ASYNC("tasks, 100,000 at once", Unit.PER_SECOND),
    CALLS_SYNC("actor calls, one at a time", Unit.PER_SECOND),
    CALLS_ASYNC("actor calls, 100,000 at once", Unit.PER_SECOND),
    EMBEDDED_SYNC("embedded, one at a time", Unit.PER_SECOND),
    EMBEDDED_ASYNC("embedded, 300,000 at once", Unit.PER_SECOND),
    START_EMBEDDED("first result, embedded", Unit.SECONDS),
    START_EMBEDDED_CPU("first result, embedded, CPU time", Unit.SECONDS),
    START_CLUSTER("first result, 3 node JVMs", Unit.SECONDS),
    START_CLUSTER_CPU("first result, 3 node JVMs, CPU time", Unit.SECONDS),
    IDLE_WORKER("idle worker, resident", Unit.MEBIBYTES),
    IDLE_CONTROL("idle control node, resident", Unit.MEBIBYTES);

    private final String title;
    private final Unit unit;

    Measure(String title, Unit unit) {
        this.title = title;
        this.unit = unit;
    }

    String title() {
        return title;
    }

    Unit unit() {
        return unit;
    }
}
