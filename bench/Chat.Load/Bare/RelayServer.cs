using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chat.Load.Bare;

/// <summary>The bare hub's process: prints its address, and ends with its standard input.</summary>
internal static class RelayServer
{
    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<RelayNames>();
        builder.Services.AddSignalR(options => options.MaximumParallelInvocationsPerClient = 1);
        await using var app = builder.Build();
        app.MapHub<RelayHub>("/relay");
        await app.StartAsync(cancellationToken);
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync(cancellationToken);
        return 0;
    }
}
