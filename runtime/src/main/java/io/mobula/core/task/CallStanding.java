package io.mobula.core.task;

import io.mobula.core.id.ProcessId;

/** Whether a queued call may have run already. */
public sealed interface CallStanding {
    CallStanding UNSENT = new Unsent();
    CallStanding AGAIN = new Again();

    /** It surely has not. */
    record Unsent() implements CallStanding {}

    /** It may have, and may be repeated. */
    record Again() implements CallStanding {}

    /** It may have, on this process, and may not be repeated. */
    record Spent(ProcessId last) implements CallStanding {}
}
