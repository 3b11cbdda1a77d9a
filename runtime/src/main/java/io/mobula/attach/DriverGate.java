package io.mobula.attach;

import io.mobula.call.Gate;
import io.mobula.call.Hello;
import io.mobula.call.RejectCode;
import io.mobula.core.id.ProcessId;
import java.util.Optional;

/**
 * Lets a driver in only with the capability its cluster gave it, whatever it comes for and however often.
 *
 * <p>A newcomer names no driver yet, and a node is believed for its token alone.
 *
 * @param self who answers here
 */
public record DriverGate(Capabilities capabilities, ProcessId self) implements Gate {
    @Override
    public Verdict admit(Hello hello) {
        Optional<ProcessId> driver = hello.from().sender().filter(sender -> !sender.isNode());
        if (driver.isEmpty() || capabilities.prove(driver.get(), hello.from().jobCapability()))
            return new Verdict.Admitted(self);
        return new Verdict.Rejected(
                RejectCode.CAPABILITY_REFUSED,
                "the job capability is not that of " + driver.get() + " in cluster " + capabilities.cluster());
    }
}
