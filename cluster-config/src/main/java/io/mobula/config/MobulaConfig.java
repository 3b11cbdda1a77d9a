package io.mobula.config;

/**
 * The whole configuration of a process, complete and within its bounds.
 *
 * <p>What each setting means, its unit and its default stand in {@code reference.conf} and in {@code docs/configuration.md}.
 */
public record MobulaConfig(
        ClusterConfig cluster,
        NodeConfig node,
        ExecutorConfig executor,
        ControlConfig control,
        CallConfig call,
        StoreConfig store,
        DriverConfig driver,
        PlacementConfig placement,
        TaskConfig task,
        CodeConfig code,
        JobsConfig jobs,
        TlsConfig tls) {

    /** Reads and checks the sources for the machine this JVM runs on; throws {@link ConfigInvalidException} with every problem found. */
    public static MobulaConfig load(ConfigSources sources) {
        return ConfigLoader.load(sources, Machine.local());
    }
}
