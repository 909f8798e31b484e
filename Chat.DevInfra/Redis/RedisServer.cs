using System.Globalization;
using Chat.DevInfra.Processes;

namespace Chat.DevInfra.Redis;

/// <summary>redis-server if the machine has it, else Garnet. Nothing is kept: the design allows all of it to be lost.</summary>
internal static class RedisServer
{
    /// <exception cref="MissingPartException">The machine has neither.</exception>
    public static int Become(ServerArguments arguments)
    {
        Directory.CreateDirectory(arguments.Data);
        var port = arguments.Port.ToString(CultureInfo.InvariantCulture);
        if (Tool.Find("redis-server") is { } redis)
            return ProcessImage.Replace(
                redis,
                [.. Listening(arguments), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", arguments.Data]);

        if (arguments is not { Tls: null, Password: null })
            throw new MissingPartException("TLS and passwords need redis-server: apt-get install redis-server");
        var dotnetTools = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dotnet", "tools");
        if (Tool.Find("garnet-server", dotnetTools) is { } garnet)
            return ProcessImage.Replace(garnet, ["--port", port, "--bind", "127.0.0.1", "--lua", "--logger-level", "Warning"]);

        throw new MissingPartException(
            "There is no Redis: apt-get install redis-server, or dotnet tool install --global garnet-server");
    }

    private static string[] Listening(ServerArguments arguments)
    {
        var port = arguments.Port.ToString(CultureInfo.InvariantCulture);
        string[] listening = arguments.Tls is { } tls
            ? ["--port", "0", "--tls-port", port, "--tls-cert-file", tls.Certificate, "--tls-key-file", tls.Key, "--tls-auth-clients", "no"]
            : ["--port", port];
        return arguments.Password is { } password ? [.. listening, "--requirepass", password] : listening;
    }
}
