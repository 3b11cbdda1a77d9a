package io.mobula.serve;

import io.mobula.api.resource.Resources;
import java.util.List;

/**
 * What a version's replicas are made from.
 *
 * @param factory an {@code ActorFactory}
 * @param each what one replica takes for as long as it lives
 */
record Blueprints(String deployment, Blueprint factory, List<RouteSpec> routes, Resources each, int maxOngoing) {
    Blueprints {
        routes = List.copyOf(routes);
    }
}
