package io.mobula.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.ExitException;
import io.mobula.api.error.TaskFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedCluster.class)
class ExitsProcessIT {
    @Test
    void aTaskCannotEndTheNodeItRunsOn(LocalCluster cluster) {
        try (Mobula mobula = cluster.connect()) {
            refusesExits(mobula);
            assertEquals(3, mobula.cluster().nodes().size());
        }
    }

    @Test
    void theStrictModeRefusesAsAClusterDoes() {
        try (Mobula mobula = Mobula.connect(ConnectOptions.strict())) {
            refusesExits(mobula);
        }
    }

    private static void refusesExits(Mobula mobula) {
        ObjectRef<Void> leaver = mobula.submit(() -> System.exit(3));
        var failure = assertThrows(TaskFailedException.class, () -> leaver.get(LocalCluster.LIMIT));
        ExitException refusal = failure.cause(ExitException.class).orElseThrow();
        assertEquals(ErrorCode.EXIT_REFUSED, refusal.code());
        assertTrue(refusal.getMessage().contains("return to end it [EXIT_REFUSED status=3]"), refusal.getMessage());
        ObjectRef<Void> halter = mobula.submit(() -> Runtime.getRuntime().halt(4));
        assertThrows(TaskFailedException.class, () -> halter.get(LocalCluster.LIMIT));
        assertEquals(1, mobula.submit(() -> 1).get(LocalCluster.LIMIT));
    }
}
