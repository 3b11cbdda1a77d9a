package io.mobula.core.object;

import io.mobula.core.InvariantViolation;
import io.mobula.core.id.ProcessId;
import java.util.ArrayDeque;

/** The latest events of an aggregate, for the message of a violation. */
final class Story {
    /** Events remembered. They are kept as they came, so remembering one costs a reference. */
    private static final int EVENTS = 32;

    private final ArrayDeque<RefEvent> events = new ArrayDeque<>(EVENTS + 1);

    void add(RefEvent event) {
        events.add(event);
        if (events.size() > EVENTS) events.remove();
    }

    InvariantViolation of(InvariantViolation violation, ProcessId self) {
        var text = new StringBuilder(
                violation.getMessage().substring(violation.id().length() + 2));
        text.append(". Process ")
                .append(self)
                .append(", the last ")
                .append(events.size())
                .append(" events:");
        for (RefEvent event : events) text.append("\n  ").append(event);
        var told = new InvariantViolation(violation.id(), text.toString());
        told.initCause(violation);
        return told;
    }
}
