using System.Net;
using System.Runtime.InteropServices;
using Chat.DevHost.Forwarding;

namespace Chat.DevInfra.Kafka;

/// <summary>
/// The broker in this process until SIGTERM or SIGINT. A forwarder on the asked port serves as bootstrap address: the metadata
/// that clients get there names the broker's own port.
/// </summary>
internal static class KafkaBroker
{
    public static async Task<int> RunAsync(ServerArguments arguments)
    {
        using var cluster = new MockCluster(arguments.Topics, arguments.Groups, CoordinatorTurns.Next(arguments.Data));
        await using var bootstrap = TcpForwarder.Start(new IPEndPoint(IPAddress.Loopback, arguments.Port), () => [cluster.Address]);

        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        await await Task.WhenAny(asked.Task, bootstrap.Completion);
        return 0;

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            asked.TrySetResult();
        }
    }
}
