package io.mobula.cli;

import io.mobula.cli.text.Console;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Gives each command what it needs; everything else picocli makes itself. */
final class CommandFactory implements CommandLine.IFactory {
    private final Map<Class<?>, Supplier<?>> commands;

    CommandFactory(Services services, Console console) {
        commands = Map.of(
                ClusterInit.class, () -> new ClusterInit(console),
                ClusterUp.class, () -> new ClusterUp(services, console),
                ClusterStop.class, () -> new ClusterStop(console),
                NodeCommand.class, () -> new NodeCommand(services, console),
                StatusCommand.class, () -> new StatusCommand(services, console),
                SimCommand.class, () -> new SimCommand(services, console),
                VersionCommand.class, () -> new VersionCommand(console));
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Supplier<?> command = commands.get(type);
        return command == null ? CommandLine.defaultFactory().create(type) : type.cast(command.get());
    }
}
