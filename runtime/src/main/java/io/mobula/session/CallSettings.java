package io.mobula.session;

import io.mobula.core.directory.ActorSpec;
import io.mobula.core.task.RetryRule;
import io.mobula.wire.value.HandleMark;

/**
 * How calls through one handle are made.
 *
 * @param lane empty for the default one
 * @param timeoutNanos {@link Long#MAX_VALUE} without a limit
 */
record CallSettings(String lane, long timeoutNanos, RetryRule retry) {
    static final CallSettings DEFAULT = new CallSettings("", Long.MAX_VALUE, RetryRule.NONE);

    static CallSettings of(HandleMark mark) {
        return new CallSettings(mark.lane(), mark.timeoutNanos(), mark.retry());
    }

    HandleMark mark(ActorSpec spec) {
        return new HandleMark(spec, lane, timeoutNanos, retry);
    }

    long deadlineNanos(long inherited) {
        return timeoutNanos == Long.MAX_VALUE ? inherited : Math.min(inherited, System.nanoTime() + timeoutNanos);
    }
}
