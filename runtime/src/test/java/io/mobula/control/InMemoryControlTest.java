package io.mobula.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mobula.code.Manifest;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.control.ControlEvent.Died;
import io.mobula.core.control.ControlEvent.Settled;
import io.mobula.core.control.ControlEvent.Viewed;
import io.mobula.core.control.NodeDescription;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InMemoryControlTest {
    private static final ProcessId SELF = ProcessId.node(1, 1);
    private static final ProcessId DRIVER = ProcessId.driver(1);

    @Test
    void oneNodeAloneKeepsJobsBuriesDriversAndSettles() throws Exception {
        var node = new NodeDescription("laptop", "host", "", "", Demand.NONE, 1);
        try (var control = new InMemoryControl(node)) {
            assertEquals(SELF, control.self());
            assertEquals(1, control.view().nodes().size());

            var spec = new JobSpec("job", SELF, new Manifest(List.of(new Manifest.Entry("a.jar", "ff", 1))));
            assertEquals(DRIVER, control.startJob(spec).toCompletableFuture().get());
            assertEquals(spec, control.job(DRIVER).toCompletableFuture().get());

            control.confirm(SELF, 1);
            control.driverDied(DRIVER, Cause.LEFT, "done");
            var heard = new LinkedBlockingQueue<ControlEvent>();
            control.subscribe(heard::add);
            assertEquals(new Died(1, DRIVER, Cause.LEFT, "done"), heard.poll(10, TimeUnit.SECONDS));
            assertEquals(new Settled(1), heard.poll(10, TimeUnit.SECONDS));
            assertEquals(new Viewed(control.view()), heard.poll(10, TimeUnit.SECONDS));
            assertThrows(
                    ExecutionException.class,
                    () -> control.job(DRIVER).toCompletableFuture().get());
        }
    }
}
