package io.mobula.config;

/** Reads a process's configuration. Pure but for the files it reads: the machine is passed in. */
public final class ConfigLoader {
    private ConfigLoader() {}

    /** Throws {@link ConfigInvalidException} with every problem found: unknown keys, wrong types, values out of range, contradictions. */
    public static MobulaConfig load(ConfigSources sources, Machine machine) {
        Problems problems = new Problems();
        Layers layers = new Layers(problems);
        Values values = new Values(layers.merged(sources), problems, machine);
        MobulaConfig config = new Sections(values, machine).read();
        problems.throwIfAny();
        return config;
    }
}
