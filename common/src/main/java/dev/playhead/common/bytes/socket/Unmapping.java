package dev.playhead.common.bytes.socket;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives mapped pages back at once: Java 17 does so by itself only when it collects garbage, which may be never. Thread-safe. */
final class Unmapping {
    private static final Logger LOG = LoggerFactory.getLogger(Unmapping.class);

    private static final @Nullable MethodHandle CLEANER = find();

    private Unmapping() {}

    /** Whether this Java can unmap; where not, nothing should be mapped. */
    static boolean isPossible() {
        return CLEANER != null;
    }

    /** Unmaps pages, once; nobody may use them or a slice of them after that. */
    static void unmap(MappedByteBuffer pages) {
        try {
            if (CLEANER != null) {
                CLEANER.invoke((ByteBuffer) pages);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("pages that were mapped here can be unmapped", e);
        }
    }

    private static @Nullable MethodHandle find() {
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field instance = unsafe.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            return MethodHandles.lookup()
                    .findVirtual(unsafe, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
                    .bindTo(instance.get(null));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.atDebug().setCause(e).log("this Java cannot unmap files; they are sent in another way");
            return null;
        }
    }
}
