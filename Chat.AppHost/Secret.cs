using System.Security.Cryptography;
using System.Text;

namespace Chat.AppHost;

/// <summary>
/// A secret parameter that somebody generates: azd when it deploys; a local run without a given value (<c>Parameters:NAME</c>) on
/// its first start, which keeps it in the data folder, readable by its owner only.
/// </summary>
internal static class Secret
{
    private const int Bytes = 32;

    /// <summary>Letters and digits that hold as much as <see cref="Bytes"/>.</summary>
    private const int Length = 44;

    public static IResourceBuilder<ParameterResource> AddSecret(this IDistributedApplicationBuilder builder, string name, string data)
    {
        if (builder.ExecutionContext.IsPublishMode)
            return builder.AddSecret(name);
        if (string.IsNullOrEmpty(builder.Configuration[$"Parameters:{name}"]))
            builder.Configuration[$"Parameters:{name}"] = ReadOrGenerate(Path.Combine(data, "keys"), name);
        return builder.AddParameter(name, secret: true);
    }

    /// <summary>Of a manifest. The name begins so that it sorts before every setting's: azd goes through the parameters by name, and
    /// after the first with a default it generates no more, but asks.</summary>
    public static IResourceBuilder<ParameterResource> AddSecret(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddParameter(name, new GenerateParameterDefault { MinLength = Length, Special = false }, secret: true);

    private static string ReadOrGenerate(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            // Renamed when complete: a run that is killed here leaves no half of a key.
            Directory.CreateDirectory(folder);
            var unfinished = path + ".new";
            File.Delete(unfinished);
            using (var file = new FileStream(unfinished, OwnerOnly()))
                file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes))));
            File.Move(unfinished, path);
        }

        return File.ReadAllText(path);
    }

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
