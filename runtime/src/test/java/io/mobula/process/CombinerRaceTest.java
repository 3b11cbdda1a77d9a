package io.mobula.process;

import io.mobula.RaceSearch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Every event is handled once, by one thread at a time, and nested ones come after the event that brought them. */
public class CombinerRaceTest {
    /** Confined to whoever holds the aggregate: no lock, nothing volatile. */
    private final int[] handled = new int[32];

    private boolean handling;
    private final AtomicInteger brought = new AtomicInteger();
    private final Combiner<Integer> port = new Combiner<>(this::handle);

    private void handle(int event) {
        if (handling) throw new AssertionError("two events are handled at a time");
        handling = true;
        handled[Math.abs(event)]++;
        if (event < 0) port.accept(brought.incrementAndGet()); // waits until this one is done
        handling = false;
    }

    @Operation
    public void bring() {
        port.accept(brought.incrementAndGet());
    }

    @Operation
    public void bringOneThatBringsAnother() {
        port.accept(-brought.incrementAndGet());
    }

    @Validate
    public void everyEventHasBeenHandledOnce() {
        for (int event = 1; event <= brought.get(); event++)
            if (handled[event] != 1) throw new AssertionError(event + " was handled " + handled[event] + " times");
    }

    @Test
    void noEventIsLostOrHandledTwiceOrBesideAnother() {
        RaceSearch.in(CombinerRaceTest.class);
    }
}
