namespace Chat.Gateway.Sending;

public static class SendingRegistration
{
    public static void AddSending(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WriteLanes>();
        builder.Services.AddSingleton<ReceiptSender>();
    }
}
