package io.mobula.cli;

import io.mobula.api.spi.CommandProvider;
import io.mobula.cli.cluster.CommandFailed;
import io.mobula.cli.control.ControlSource;
import io.mobula.cli.job.ActorSource;
import io.mobula.cli.job.ExplainSource;
import io.mobula.cli.job.JobService;
import io.mobula.cli.watch.WatchSource;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/** What the commands call; each is looked up when a command needs it, not before. */
public record Services(
        Supplier<NodeStarter> nodes,
        Supplier<StatusSource> status,
        Supplier<JobService> jobs,
        Supplier<ActorSource> actors,
        Supplier<ExplainSource> explain,
        Supplier<ControlSource> control,
        Supplier<WatchSource> watch,
        Supplier<MemorySource> memory,
        Supplier<SimRunner> sim,
        Supplier<List<CommandProvider>> provided) {

    /** Those on the class path. */
    public static Services installed() {
        return new Services(
                () -> load(NodeStarter.class),
                () -> load(StatusSource.class),
                () -> load(JobService.class),
                () -> load(ActorSource.class),
                () -> load(ExplainSource.class),
                () -> load(ControlSource.class),
                () -> load(WatchSource.class),
                () -> load(MemorySource.class),
                () -> load(SimRunner.class),
                () -> ServiceLoader.load(CommandProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    private static <T> T load(Class<T> service) {
        return ServiceLoader.load(service)
                .findFirst()
                .orElseThrow(() ->
                        new CommandFailed("No %s is on the class path. Use the `mobula` command of a complete build."
                                .formatted(service.getSimpleName())));
    }
}
