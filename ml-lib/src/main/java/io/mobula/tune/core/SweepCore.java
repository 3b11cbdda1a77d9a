package io.mobula.tune.core;

/** The sweep's decisions, as one pure function. */
public final class SweepCore {
    private SweepCore() {}

    /**
     * What follows from the event.
     *
     * <p>Every {@link Event.TrialReported} is answered by exactly one of Continue, Pause and Stop, at once or when its rung has decided; one that is sent again because its answer was lost, is answered again.
     *
     * <p>Cost: most events a few hundred nanoseconds; starting a trial, a rung's decision and a tick with time limits look at every trial.
     */
    public static Step<SweepState, Effect> next(SweepState state, Event event) {
        Turn turn = new Turn(state, event.nowNanos());
        turn.handle(event);
        return turn.step();
    }
}
