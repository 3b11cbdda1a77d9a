package io.mobula.session;

import io.mobula.api.RemoteOptions;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.PlacementException;
import io.mobula.api.resource.Bytes;
import io.mobula.api.resource.PlacementGroup;
import io.mobula.api.resource.Resources;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Selector;
import io.mobula.core.message.SelectorSyntax;
import io.mobula.core.message.Share;
import io.mobula.core.task.Shape;
import io.mobula.core.task.Shape.Anywhere;
import io.mobula.core.task.Shape.InBundle;
import io.mobula.process.Shapes;
import java.util.Optional;

/**
 * What tasks and actors have in common as a user sets it.
 *
 * @param selector of the nodes that may be taken
 * @param wishes of those that are taken first, if there is room
 */
record RemoteSettings(
        Optional<String> name,
        Resources resources,
        Selector selector,
        Selector wishes,
        Optional<ReservedGroup.Part> bundle) {
    static RemoteSettings taking(Resources resources) {
        return new RemoteSettings(Optional.empty(), resources, Selector.ANY, Selector.ANY, Optional.empty());
    }

    /**
     * The shapes of a process.
     *
     * @param share in which all tasks are run; none for the owner's own
     */
    record Kinds(Shapes shapes, Optional<Share> share) {
        Shape of(Demand demand, Shape.Target target) {
            return shapes.of(demand, target, share);
        }
    }

    Demand demand() {
        return Demands.of(resources, selector, wishes);
    }

    /** Throws {@link PlacementException} if the bundle can never give it. */
    Shape shape(Kinds kinds, Anywhere laid, String what) {
        if (bundle.isEmpty()) return kinds.of(demand(), laid);
        return kinds.of(inBundle(what), new InBundle(bundle.get().id()));
    }

    /** What it takes of its bundle. On which nodes that may be was chosen with the bundle. */
    Demand inBundle(String what) {
        Demand demand = demand();
        if (bundle.isEmpty()) return demand;
        ReservedGroup.Part part = bundle.get();
        if (!selector.terms().isEmpty() || !wishes.terms().isEmpty())
            throw new PlacementException(
                    ErrorCode.PLACEMENT_INFEASIBLE,
                    "%s asks for bundle %s and for nodes of its own choice (%s), but the bundle's node is chosen with its group. Give the selector to the bundle: bundles(…, selector)"
                            .formatted(what, part.id(), selector.and(wishes)),
                    null);
        if (demand.fitsIn(part.demand())) return demand;
        throw new PlacementException(
                ErrorCode.PLACEMENT_INFEASIBLE,
                "%s asks for %s in bundle %s, which has %s. Ask for less, or reserve a larger bundle"
                        .formatted(what, demand, part.id(), part.demand().resources()),
                null);
    }

    private RemoteSettings where(Selector more) {
        return new RemoteSettings(name, resources, selector.and(more), wishes, bundle);
    }

    /** Throws {@link PlacementException} with the place at which it cannot be read. */
    static Selector selector(String text) {
        try {
            return Selector.parse(text);
        } catch (SelectorSyntax wrong) {
            throw new PlacementException(
                    ErrorCode.SELECTOR_INVALID,
                    "The selector \"%s\" cannot be read at position %d, %s: %s. Write terms joined by ',': zone=a, zone!=a, zone in (a,b), ssd, !ssd"
                            .formatted(text, wrong.position() + 1, here(text, wrong.position()), wrong.getMessage()),
                    wrong);
        }
    }

    private static String here(String text, int position) {
        return position < text.length() ? "before \"" + text.substring(position) + "\"" : "at its end";
    }

    /** The fluent face of these; {@code B} gives the new ones their place. */
    interface Builder<B extends RemoteOptions<B>> extends RemoteOptions<B> {
        RemoteSettings remote();

        B with(RemoteSettings next);

        @Override
        default B name(String name) {
            RemoteSettings old = remote();
            return with(new RemoteSettings(
                    Optional.of(given("name", name)), old.resources, old.selector, old.wishes, old.bundle));
        }

        @Override
        default B resources(Resources resources) {
            RemoteSettings old = remote();
            return with(new RemoteSettings(old.name, resources, old.selector, old.wishes, old.bundle));
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
            return with(remote().where(selector(given("label's key", key) + "=" + given("label's value", value))));
        }

        @Override
        default B where(String selector) {
            return with(remote().where(selector(selector)));
        }

        @Override
        default B onNode(String name) {
            return with(remote().where(selector(Selector.NODE + "=" + given("node's name", name))));
        }

        @Override
        default B preferNode(String name) {
            RemoteSettings old = remote();
            Selector more = selector(Selector.NODE + "=" + given("node's name", name));
            return with(new RemoteSettings(old.name, old.resources, old.selector, old.wishes.and(more), old.bundle));
        }

        @Override
        default B in(PlacementGroup.Bundle bundle) {
            if (!(bundle instanceof ReservedGroup.Part part))
                throw new IllegalArgumentException(bundle + " is not a bundle of this runtime");
            RemoteSettings old = remote();
            return with(new RemoteSettings(old.name, old.resources, old.selector, old.wishes, Optional.of(part)));
        }

        private static String given(String what, String value) {
            if (value.isBlank()) throw new IllegalArgumentException("The " + what + " is blank");
            return value;
        }
    }
}
