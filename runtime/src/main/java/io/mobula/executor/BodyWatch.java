package io.mobula.executor;

import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;

/** Told of every body that has ended, on the thread that brought its end, before the core is told. Must be quick, and throws nothing. */
public interface BodyWatch {
    BodyWatch NONE = new BodyWatch() {
        @Override
        public void ran(HostedTask task, Outcome outcome, long startNanos, long endNanos) {}

        @Override
        public void ranOn(HostedTask task, Outcome outcome, long startNanos, long endNanos) {}
    };

    /** It ran on the calling thread from its start to its end. */
    void ran(HostedTask task, Outcome outcome, long startNanos, long endNanos);

    /** It left its thread before its end: a call whose stage has ended, or whose actor had to be saved. */
    void ranOn(HostedTask task, Outcome outcome, long startNanos, long endNanos);
}
