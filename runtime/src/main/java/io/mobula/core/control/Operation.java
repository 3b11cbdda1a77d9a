package io.mobula.core.control;

import java.util.List;

/** What an operator asks of control. Nodes are named as the operator calls them. Asking again for what is done already changes nothing. */
public sealed interface Operation {
    /** Who keeps the log, and how far each has come. */
    record Report() implements Operation {}

    /** In one step: these come, and those leave. */
    record Change(List<String> add, List<String> remove) implements Operation {
        public Change {
            add = List.copyOf(add);
            remove = List.copyOf(remove);
        }
    }

    record Transfer(String node) implements Operation {}

    record Drain(String node, Draining.Aim aim, long limitMillis) implements Operation {}

    record Undrain(String node) implements Operation {}
}
