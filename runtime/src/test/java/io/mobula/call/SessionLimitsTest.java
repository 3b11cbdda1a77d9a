package io.mobula.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SessionLimitsTest {
    private static final int MIB = 1 << 20;

    @Test
    void theHardBoundIsFourWindows() {
        assertEquals(new SessionLimits(16 * MIB, 64L * MIB, 256L * MIB), SessionLimits.of(16 * MIB, 64L * MIB));
        assertEquals(16L << 30, SessionLimits.of(16 * MIB, 4L << 30).hardBoundBytes());
    }

    @Test
    void theLargestFrameFitsBeyondAFullSmallWindow() {
        SessionLimits small = SessionLimits.of(256 * MIB, MIB);

        assertTrue(small.hardBoundBytes() >= small.windowBytes() + small.maxFrameBytes(), small.toString());
    }

    @Test
    void aSmallWindowStillTakesWhatAPeerWithTheDefaultsMaySend() {
        assertTrue(SessionLimits.of(MIB, MIB).maxBufferedBytes() >= SessionLimits.DEFAULT.hardBoundBytes());
    }
}
