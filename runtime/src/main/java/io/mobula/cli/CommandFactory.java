package io.mobula.cli;

import io.mobula.cli.control.ControlCommand;
import io.mobula.cli.control.DrainCommand;
import io.mobula.cli.control.RestartCommand;
import io.mobula.cli.text.Console;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Gives each command what it needs; everything else picocli makes itself. */
final class CommandFactory implements CommandLine.IFactory {
    private final Map<Class<?>, Supplier<?>> commands;

    CommandFactory(Services services, Console console) {
        commands = Map.ofEntries(
                entry(ClusterInit.class, () -> new ClusterInit(console)),
                entry(ClusterCert.class, () -> new ClusterCert(console)),
                entry(ClusterUp.class, () -> new ClusterUp(services, console)),
                entry(ClusterStop.class, () -> new ClusterStop(console)),
                entry(ControlCommand.Status.class, () -> new ControlCommand.Status(services.control(), console)),
                entry(ControlCommand.Add.class, () -> new ControlCommand.Add(services.control(), console)),
                entry(ControlCommand.Remove.class, () -> new ControlCommand.Remove(services.control(), console)),
                entry(ControlCommand.Transfer.class, () -> new ControlCommand.Transfer(services.control(), console)),
                entry(DrainCommand.class, () -> new DrainCommand(services.control(), services.status(), console)),
                entry(RestartCommand.class, () -> new RestartCommand(services.control(), services.status(), console)),
                entry(NodeCommand.class, () -> new NodeCommand(services, console)),
                entry(StatusCommand.class, () -> new StatusCommand(services, console)),
                entry(SubmitCommand.class, () -> new SubmitCommand(services, console)),
                entry(JobsCommand.class, () -> new JobsCommand(services, console)),
                entry(LogsCommand.class, () -> new LogsCommand(services, console)),
                entry(StopCommand.class, () -> new StopCommand(services, console)),
                entry(ActorsCommand.class, () -> new ActorsCommand(services, console)),
                entry(ListCommand.class, () -> new ListCommand(services, console)),
                entry(ExplainCommand.class, () -> new ExplainCommand(services, console)),
                entry(EventsCommand.class, () -> new EventsCommand(services, console)),
                entry(TimelineCommand.class, () -> new TimelineCommand(services, console)),
                entry(MemoryCommand.class, () -> new MemoryCommand(services, console)),
                entry(SimCommand.class, () -> new SimCommand(services, console)),
                entry(VersionCommand.class, () -> new VersionCommand(console)));
    }

    private static <C> Map.Entry<Class<?>, Supplier<?>> entry(Class<C> type, Supplier<C> command) {
        return Map.entry(type, command);
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Supplier<?> command = commands.get(type);
        return command == null ? CommandLine.defaultFactory().create(type) : type.cast(command.get());
    }
}
