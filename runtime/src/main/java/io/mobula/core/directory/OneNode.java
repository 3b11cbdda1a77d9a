package io.mobula.core.directory;

import io.mobula.core.id.ProcessId;
import java.util.List;
import java.util.Optional;

/** A cluster of one node that outlives everything in it. */
public record OneNode(Site site) implements Scene {
    @Override
    public List<Site> nodes() {
        return List.of(site);
    }

    @Override
    public Optional<Site> node(ProcessId id) {
        return id.equals(site.node()) ? Optional.of(site) : Optional.empty();
    }

    @Override
    public boolean lives(ProcessId process) {
        return true;
    }
}
