package io.mobula.examples.digits;

/** What is known of one trial. */
record Row(Config config, State state) {
    sealed interface State {
        /** Submitted: the runtime has it, queued or running. */
        record Submitted() implements State {}

        record Done(TrialResult result) implements State {}

        record Failed(String message) implements State {}
    }

    /** The columns, in the widths of {@link #text}. */
    static final String HEADER = Text.format(
            "%5s  %-9s  %13s  %5s  %5s  %8s  %8s  %7s  %-12s  %7s",
            "trial", "state", "learning rate", "width", "batch", "momentum", "accuracy", "seconds", "node", "attempt");

    private static final int NODE_WIDTH = 12;

    boolean hasEnded() {
        return !(state instanceof State.Submitted);
    }

    String text() {
        String left = switch (state) {
            case State.Submitted() -> left("submitted");
            case State.Done(TrialResult result) -> left(result.retried() ? "retried" : "done");
            case State.Failed _ -> left("failed");
        };
        return switch (state) {
            case State.Submitted() -> left;
            case State.Done(TrialResult result) ->
                Text.format(
                        "%s  %8.4f  %7.2f  %-12s  %7d",
                        left, result.score().validation(), result.seconds(), cut(result.node()), result.attempt());
            case State.Failed(String message) -> left + "  " + message.replace('\n', ' ');
        };
    }

    private String left(String word) {
        return Text.format(
                "%5d  %-9s  %13.5f  %5d  %5d  %8.3f",
                config.trial(), word, config.learningRate(), config.width(), config.batch(), config.momentum());
    }

    private static String cut(String node) {
        return node.length() <= NODE_WIDTH ? node : node.substring(0, NODE_WIDTH - 1) + "…";
    }
}
