namespace Chat.Delivery.Members;

internal static class MembersRegistration
{
    public static void AddMembers(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MembersClient>();
        builder.Services.AddSingleton<FetchMembers>(services => services.GetRequiredService<MembersClient>().FetchAsync);
        builder.Services.AddSingleton(new MemberCache(builder.Configuration.GetValue("Delivery:CachedMembers", 2_000_000)));
    }
}
