package io.mobula.cli.control;

import io.mobula.cli.job.Target;
import java.time.Duration;
import java.util.List;

/** Asks control for something. Every method returns when it is done, and otherwise throws a {@code RuntimeException} whose message says why not. */
public interface ControlSource {
    ControlReport report(Target target);

    ControlReport change(Target target, List<String> add, List<String> remove);

    ControlReport transfer(Target target, String node);

    /** @param aim what the node does when it has nothing left */
    ControlReport drain(Target target, String node, Aim aim, Duration limit);

    ControlReport undrain(Target target, String node);

    enum Aim {
        LEAVE,
        RESTART
    }
}
