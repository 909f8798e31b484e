using System.Reflection;
using Chat.Simulation.Scheduling;
using Microsoft.Extensions.Hosting;

namespace Chat.Simulation.Processes;

/// <summary>Runs a service's loop in its simulated process: the host would start it on the thread pool.</summary>
internal static class BackgroundLoop
{
    public static void Start(Node node, BackgroundService service)
    {
        var execute = service.GetType().GetMethod("ExecuteAsync", BindingFlags.Instance | BindingFlags.NonPublic)!
            .CreateDelegate<Func<CancellationToken, Task>>(service);
        node.Start(() => execute(CancellationToken.None));
    }
}
