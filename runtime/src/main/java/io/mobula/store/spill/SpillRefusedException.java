package io.mobula.store.spill;

import java.io.IOException;

/** Nothing was written: no folder takes it, or the capacity is used up. */
public final class SpillRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    SpillRefusedException(String message) {
        super(message);
    }
}
