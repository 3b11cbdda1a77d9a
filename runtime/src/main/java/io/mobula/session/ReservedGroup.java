package io.mobula.session;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.PlacementException;
import io.mobula.api.resource.PlacementGroup;
import io.mobula.api.resource.Resources;
import io.mobula.core.control.ClusterView;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.directory.GroupRecord;
import io.mobula.core.directory.GroupSpec;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A placement group, by what was asked for; where its bundles are is looked up when it is asked. */
final class ReservedGroup implements PlacementGroup {
    private final GroupSpec spec;
    private final Engine engine;
    private final List<Bundle> bundles = new ArrayList<>();

    ReservedGroup(GroupSpec spec, Engine engine) {
        this.spec = spec;
        this.engine = engine;
        for (int i = 0; i < spec.bundles().size(); i++) bundles.add(new Part(this, i));
    }

    GroupSpec spec() {
        return spec;
    }

    @Override
    public String id() {
        return spec.id().toString();
    }

    @Override
    public List<Bundle> bundles() {
        return List.copyOf(bundles);
    }

    @Override
    public void close() {
        engine.process().tell(new DirectoryRequest.RemoveGroup(spec.id(), "it was closed"));
    }

    private String node(int index) {
        GroupRecord record = engine.process().groups().latest(spec.id());
        List<ProcessId> nodes = switch (record == null ? null : record.state()) {
            case GroupRecord.Placed(List<ProcessId> at) -> at;
            case GroupRecord.Ready(List<ProcessId> at) -> at;
            case GroupRecord.Waiting(String why) -> throw gone("is being placed anew: " + why);
            case GroupRecord.Removed(String why) -> throw gone("is gone: " + why);
            case null -> throw gone("is not there any more");
        };
        ProcessId process = nodes.get(index);
        return engine.view().nodes().stream()
                .filter(node -> node.process().equals(process))
                .map(ClusterView.Node::name)
                .findFirst()
                .orElse(process.toString());
    }

    private PlacementException gone(String how) {
        return new PlacementException(
                ErrorCode.GROUP_REMOVED,
                "The node of a bundle of " + spec.id() + " is not known: the group " + how
                        + ". Keep the group open for as long as it is used",
                null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReservedGroup group && group.spec.id().equals(spec.id());
    }

    @Override
    public int hashCode() {
        return spec.id().hashCode();
    }

    @Override
    public String toString() {
        return "PlacementGroup(" + spec.id() + ", " + spec.strategy() + " of " + spec.bundles() + ")";
    }

    /** One bundle. */
    record Part(ReservedGroup group, int index) implements Bundle {
        BundleId id() {
            return new BundleId(group.spec.id(), index);
        }

        Demand demand() {
            return group.spec.bundles().get(index);
        }

        @Override
        public Resources resources() {
            return Demands.resources(demand());
        }

        @Override
        public String node() {
            return group.node(index);
        }
    }
}
