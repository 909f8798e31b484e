using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chat.ServiceDefaults.Instances;

/// <summary>
/// A service listens twice: where the platform says (<c>ASPNETCORE_URLS</c> or <c>HTTP_PORTS</c>; what the edge forwards
/// to) and on a port for the other services alone (<c>Internal:Port</c>, any free one by default), HTTP/2 without TLS.
/// </summary>
public static class ListeningRegistration
{
    public static void AddChatListening(this WebApplicationBuilder builder)
    {
        var address = new AdvertisedAddress(builder.Configuration);
        builder.Services.AddSingleton(address);
        BindingAddress[] urls = [.. Urls(builder.Configuration)];
        // At each start it warns that the addresses are overridden by the endpoints below, which are the same ones.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
        builder.WebHost.ConfigureKestrel((context, kestrel) =>
        {
            kestrel.AddServerHeader = false;
            foreach (var url in urls)
            {
                Listen(kestrel, url, options =>
                {
                    address.PublicEndpoint ??= options;
                    // With Kestrel's own default certificate: Kestrel:Certificates:Default.
                    if (url.Scheme == Uri.UriSchemeHttps)
                        options.UseHttps();
                });
            }

            var port = context.Configuration.GetValue("Internal:Port", 0);
            Action<ListenOptions> configure = options =>
            {
                options.Protocols = HttpProtocols.Http2;
                address.InternalEndpoint = options;
            };
            if (AdvertisedAddress.InContainer(context.Configuration))
                kestrel.ListenAnyIP(port, configure);
            else
                kestrel.Listen(System.Net.IPAddress.Loopback, port, configure);
        });
    }

    private static IEnumerable<BindingAddress> Urls(ConfigurationManager configuration)
    {
        var urls = configuration[WebHostDefaults.ServerUrlsKey];
        if (string.IsNullOrEmpty(urls))
        {
            var ports = configuration["HTTP_PORTS"] ?? configuration[WebHostDefaults.HttpPortsKey] ?? "0";
            urls = string.Join(';', ports.Split(';').Select(port => $"http://*:{port}"));
        }

        return urls.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(BindingAddress.Parse);
    }

    private static void Listen(KestrelServerOptions kestrel, BindingAddress url, Action<ListenOptions> configure)
    {
        if (System.Net.IPAddress.TryParse(url.Host, out var ip))
            kestrel.Listen(ip, url.Port, configure);
        else if (url.Host == "localhost")
            kestrel.Listen(System.Net.IPAddress.Loopback, url.Port, configure);
        else
            kestrel.ListenAnyIP(url.Port, configure);
    }
}
