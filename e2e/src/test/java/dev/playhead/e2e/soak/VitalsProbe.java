package dev.playhead.e2e.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.playhead.store.io.file.DiskUse;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks into another process by JMX, and at what it has on the disk. */
final class VitalsProbe implements AutoCloseable {
    private final JMXConnector connector;
    private final MBeanServerConnection beans;
    private final long pid;
    private final Path data;
    private final long began = System.nanoTime();

    private VitalsProbe(JMXConnector connector, long pid, Path data) throws IOException {
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
        this.pid = pid;
        this.data = data;
    }

    /** The options with which a process lets itself be looked into. */
    static List<String> options(int port) {
        return List.of(
                "-Dcom.sun.management.jmxremote.port=" + port,
                "-Dcom.sun.management.jmxremote.rmi.port=" + port,
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false");
    }

    /** The other side is the process that this one has started. */
    @SuppressWarnings("BanJNDI")
    static VitalsProbe connect(int port, long pid, Path data) throws IOException {
        JMXServiceURL url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
        return new VitalsProbe(JMXConnectorFactory.connect(url), pid, data);
    }

    Vitals look() throws IOException {
        MemoryMXBean memory = ManagementFactory.getPlatformMXBean(beans, MemoryMXBean.class);
        memory.gc();
        long buffers = ManagementFactory.getPlatformMXBeans(beans, BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        long disk = DiskUse.of(data.resolve("store"));
        return new Vitals(
                Duration.ofNanos(System.nanoTime() - began),
                memory.getHeapMemoryUsage().getUsed(),
                buffers,
                ManagementFactory.getPlatformMXBean(beans, ThreadMXBean.class).getThreadCount(),
                ManagementFactory.getPlatformMXBean(beans, UnixOperatingSystemMXBean.class)
                        .getOpenFileDescriptorCount(),
                disk,
                DiskUse.of(data) - disk,
                resident());
    }

    /** In kilobytes in the file of the system. */
    private long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
