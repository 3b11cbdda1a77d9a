package io.mobula.sim;

import io.mobula.core.message.Outcome;
import io.mobula.core.message.Value;

record SimValue(long number) implements Value {
    @Override
    public long sizeBytes() {
        return 8;
    }

    /** Of a value that travelled. */
    static long of(Outcome outcome) {
        if (outcome instanceof Outcome.Inline inline && inline.value() instanceof SimValue(long number)) return number;
        throw new IllegalStateException("no value: " + outcome);
    }
}
