package io.mobula.core.control;

import io.mobula.core.directory.Scene;
import io.mobula.core.id.ProcessId;
import java.util.List;
import java.util.Optional;

/** The cluster of the control log, as the directory sees it. */
record ControlScene(ControlState state) implements Scene {
    @Override
    public List<Site> nodes() {
        return state.members().values().stream().map(ControlScene::site).toList();
    }

    @Override
    public Optional<Site> node(ProcessId id) {
        return Optional.ofNullable(state.members().get(id)).map(ControlScene::site);
    }

    @Override
    public boolean takesNew(ProcessId node) {
        return state.announced().view().draining(node).isEmpty();
    }

    @Override
    public boolean lives(ProcessId process) {
        return state.standing(process) == ControlState.Standing.ALIVE;
    }

    private static Site site(ControlState.Member member) {
        ClusterView.Node node = member.node();
        return new Site(node.process(), node.name(), node.capacity());
    }
}
