package io.mobula.api.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.PlacementException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourcesTest {
    @Test
    void listsResourcesInTheOrderOfTheirNames() {
        Resources some =
                Resources.cpus(2).memory(Bytes.mebi(1)).and("license", 1).gpus(0.5);

        assertEquals(
                List.of("cpu", "gpu", "license", "memory"),
                List.copyOf(some.amounts().keySet()));
        assertEquals(
                List.of(2.0, 0.5, 1.0, 1048576.0), List.copyOf(some.amounts().values()));
        assertEquals(
                some,
                Resources.none()
                        .gpus(0.5)
                        .and("license", 1)
                        .and("memory", 1 << 20)
                        .and("cpu", 2));
        assertEquals(0.0, some.amount("tpu"));
        assertEquals(0.5, some.amount(Resources.GPU));
    }

    @Test
    void refusesAmountsThatAreNone() {
        for (double amount : new double[] {-0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            var refused = assertThrows(PlacementException.class, () -> Resources.cpus(amount));
            assertEquals(ErrorCode.RESOURCES_INVALID, refused.code());
            assertTrue(refused.getMessage().contains(amount + " of resource cpu"), refused.getMessage());
        }
        var blank = assertThrows(
                IllegalArgumentException.class, () -> Resources.none().and(" ", 1));
        assertEquals("The name of a resource is blank", blank.getMessage());
    }

    @Test
    void bytesNameTheLargestUnitThatDividesThem() {
        assertEquals("512 MiB", Bytes.mebi(512).toString());
        assertEquals("1 GiB", Bytes.gibi(1).toString());
        assertEquals("1537 B", Bytes.of(1537).toString());
        assertEquals("0 B", Bytes.of(0).toString());
        assertEquals(2048, Bytes.kibi(2).count());
        assertEquals(-1, Bytes.kibi(1).compareTo(Bytes.kibi(2)));
    }

    @Test
    void bytesAreNotNegativeAndDoNotOverflow() {
        var refused = assertThrows(IllegalArgumentException.class, () -> Bytes.of(-1));
        assertEquals("A size of -1 bytes: it must not be negative", refused.getMessage());
        assertThrows(ArithmeticException.class, () -> Bytes.gibi(Long.MAX_VALUE));
    }
}
