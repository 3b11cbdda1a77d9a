package io.mobula.tune.core;

/**
 * How many trials stand where; the others are Fresh.
 *
 * @param running those that take a place
 * @param atRung held and paused ones
 * @param ready held and paused ones
 * @param held of those at rungs and ready ones, the ones with a task
 */
public record Tally(int running, int atRung, int ready, int retrying, int held, int ended) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

    Tally changed(Phase from, Phase to) {
        return add(from, -1).add(to, 1);
    }

    private Tally add(Phase phase, int count) {
        int held = this.held + (phase.isHeld() ? count : 0);
        return switch (phase) {
            case Phase.Fresh _ -> this;
            case Phase.Starting _, Phase.Running _ -> new Tally(running + count, atRung, ready, retrying, held, ended);
            case Phase.AtRung _ -> new Tally(running, atRung + count, ready, retrying, held, ended);
            case Phase.Ready _ -> new Tally(running, atRung, ready + count, retrying, held, ended);
            case Phase.Retrying _ -> new Tally(running, atRung, ready, retrying + count, held, ended);
            case Phase.Ended _ -> new Tally(running, atRung, ready, retrying, held, ended + count);
        };
    }
}
