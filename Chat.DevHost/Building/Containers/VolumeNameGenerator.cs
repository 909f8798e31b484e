using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Names for volumes: the same ones each time, others than another application's.</summary>
public static class VolumeNameGenerator
{
    private const int HashLength = 10;

    public static string Generate<T>(IResourceBuilder<T> builder, string suffix)
        where T : IResource
    {
        var application = builder.ApplicationBuilder.Environment.ApplicationName.ToLowerInvariant();
        var hash = builder.ApplicationBuilder.Configuration["AppHost:Sha256"]![..HashLength].ToLowerInvariant();
        return $"{application}-{hash}-{builder.Resource.Name}-{suffix}";
    }
}
