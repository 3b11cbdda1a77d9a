package io.mobula.cluster;

import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One cluster of three nodes for all tests that leave it whole; stopped with the last of them. */
final class SharedCluster implements ParameterResolver {
    private static final List<String> SETTINGS =
            List.of("mobula.node.resources.licence=1", "mobula.placement.infeasible-grace=200 ms");

    private record Running(LocalCluster cluster) implements AutoCloseable {
        @Override
        public void close() throws java.io.IOException {
            cluster.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedCluster.class))
                .computeIfAbsent(Running.class, _ -> start(), Running.class)
                .cluster();
    }

    private static Running start() {
        try {
            return new Running(LocalCluster.start(3, SETTINGS));
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
