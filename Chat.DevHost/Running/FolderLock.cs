using Aspire.Hosting;

namespace Chat.DevHost.Running;

/// <summary>One run at a time on a data folder. The kernel releases the lock when the process ends, however it ends.</summary>
internal static class FolderLock
{
    /// <exception cref="DistributedApplicationException">Another run has the folder.</exception>
    public static IDisposable Take(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(Path.Combine(folder, "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (taken is not DirectoryNotFoundException and not FileNotFoundException)
        {
            throw new DistributedApplicationException($"Another run is using {folder}: stop it, or choose another folder.");
        }
    }
}
