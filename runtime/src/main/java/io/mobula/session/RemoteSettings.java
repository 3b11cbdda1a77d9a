package io.mobula.session;

import io.mobula.api.RemoteOptions;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.PlacementException;
import io.mobula.api.resource.Bytes;
import io.mobula.api.resource.PlacementGroup;
import io.mobula.api.resource.Resources;
import io.mobula.core.message.Demand;
import io.mobula.core.task.Shape.Anywhere;
import io.mobula.core.task.Shape.InBundle;
import io.mobula.core.task.Shape;
import io.mobula.process.Shapes;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What tasks and actors have in common as a user sets it.
 *
 * @param labels {@code key=value}, sorted
 */
record RemoteSettings(
        Optional<String> name, Resources resources, List<String> labels, Optional<ReservedGroup.Part> bundle) {
    static RemoteSettings taking(Resources resources) {
        return new RemoteSettings(Optional.empty(), resources, List.of(), Optional.empty());
    }

    Demand demand() {
        return Demands.of(resources, labels);
    }

    /** Throws {@link PlacementException} if the bundle can never give it. */
    Shape shape(Shapes shapes, String what) {
        Demand demand = demand();
        if (bundle.isEmpty()) return shapes.of(demand, Anywhere.ANYWHERE);
        checkBundle(demand, what);
        return shapes.of(demand, new InBundle(bundle.get().id()));
    }

    void checkBundle(Demand demand, String what) {
        if (bundle.isEmpty()) return;
        ReservedGroup.Part part = bundle.get();
        if (demand.fitsIn(part.demand())) return;
        throw new PlacementException(
                ErrorCode.PLACEMENT_INFEASIBLE,
                "%s asks for %s in bundle %s, which has %s. Ask for less, or reserve a larger bundle"
                        .formatted(what, demand, part.id(), part.demand()),
                null);
    }

    /** The fluent face of these; {@code B} gives the new ones their place. */
    interface Builder<B extends RemoteOptions<B>> extends RemoteOptions<B> {
        RemoteSettings remote();

        B with(RemoteSettings next);

        @Override
        default B name(String name) {
            RemoteSettings old = remote();
            return with(new RemoteSettings(Optional.of(given("name", name)), old.resources, old.labels, old.bundle));
        }

        @Override
        default B resources(Resources resources) {
            RemoteSettings old = remote();
            return with(new RemoteSettings(old.name, resources, old.labels, old.bundle));
        }

        @Override
        default B cpus(double count) {
            return resources(remote().resources.and(Resources.CPU, count));
        }

        @Override
        default B gpus(double count) {
            return resources(remote().resources.gpus(count));
        }

        @Override
        default B memory(Bytes size) {
            return resources(remote().resources.memory(size));
        }

        @Override
        default B label(String key, String value) {
            RemoteSettings old = remote();
            var labels = new TreeSet<>(old.labels);
            labels.add(given("label's key", key) + "=" + given("label's value", value));
            return with(new RemoteSettings(old.name, old.resources, List.copyOf(labels), old.bundle));
        }

        @Override
        default B in(PlacementGroup.Bundle bundle) {
            if (!(bundle instanceof ReservedGroup.Part part))
                throw new IllegalArgumentException(bundle + " is not a bundle of this runtime");
            RemoteSettings old = remote();
            return with(new RemoteSettings(old.name, old.resources, old.labels, Optional.of(part)));
        }

        private static String given(String what, String value) {
            if (value.isBlank()) throw new IllegalArgumentException("The " + what + " is blank");
            return value;
        }
    }
}
