package io.mobula.boot;

import io.mobula.attach.OperationClient;
import io.mobula.cli.control.ControlReport;
import io.mobula.cli.control.ControlSource;
import io.mobula.cli.job.Target;
import io.mobula.core.control.Draining;
import io.mobula.core.control.Operation;
import io.mobula.core.control.OperationAnswer;
import io.mobula.driver.ConnectTarget;
import java.time.Duration;
import java.util.List;

/** {@code mobula cluster control}, {@code drain} and {@code cluster restart}. */
public final class ControlService implements ControlSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Override
    public ControlReport report(Target target) {
        return operate(target, new Operation.Report());
    }

    @Override
    public ControlReport change(Target target, List<String> add, List<String> remove) {
        return operate(target, new Operation.Change(add, remove));
    }

    @Override
    public ControlReport transfer(Target target, String node) {
        return operate(target, new Operation.Transfer(node));
    }

    @Override
    public ControlReport drain(Target target, String node, Aim aim, Duration limit) {
        Draining.Aim wanted = switch (aim) {
            case LEAVE -> Draining.Aim.LEAVE;
            case RESTART -> Draining.Aim.RESTART;
        };
        return operate(target, new Operation.Drain(node, wanted, limit.toMillis()));
    }

    @Override
    public ControlReport undrain(Target target, String node) {
        return operate(target, new Operation.Undrain(node));
    }

    private static ControlReport operate(Target target, Operation operation) {
        OperationAnswer.Reported done =
                OperationClient.operate(ConnectTarget.parse(target.address()), Accesses.of(target), operation, TIMEOUT);
        return new ControlReport(
                done.leader(),
                done.term(),
                done.keepers().stream()
                        .map(keeper -> new ControlReport.Keeper(
                                keeper.node(),
                                keeper.contact(),
                                keeper.id(),
                                keeper.leads(),
                                keeper.applied(),
                                keeper.silentMillis()))
                        .toList());
    }
}
